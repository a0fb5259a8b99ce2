const basePath = process.env.BASE_PATH ?? ''

/** @type {import('next').NextConfig} */
export default {
  output: 'export',
  trailingSlash: true,
  reactStrictMode: true,
  agentRules: false,
  // A constant id: the same source gives the same bytes, wherever and whenever it is built.
  generateBuildId: () => 'portcullis',
  basePath,
  // Plain links put it in front themselves: the router's own would fetch, which the policy of the page forbids.
  env: { NEXT_PUBLIC_BASE_PATH: basePath },
  images: { unoptimized: true },
}
