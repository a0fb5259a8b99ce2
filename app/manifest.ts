import type { MetadataRoute } from 'next'

export const dynamic = 'force-static'

/** What a browser needs to install the site. @see https://developer.mozilla.org/docs/Web/Progressive_web_apps/Manifest */
export default function manifest(): MetadataRoute.Manifest {
  const base = process.env.NEXT_PUBLIC_BASE_PATH ?? ''
  return {
    id: `${base}/`,
    name: 'Portcullis',
    short_name: 'Portcullis',
    description: 'Firewalls for Talos clusters, drawn and proved',
    start_url: `${base}/`,
    scope: `${base}/`,
    display: 'standalone',
    background_color: '#ffffff',
    theme_color: '#1f5fbf',
    icons: [{ src: `${base}/icon.svg`, sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
  }
}
