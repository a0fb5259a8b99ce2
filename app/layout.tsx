import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import './globals.css'

export const metadata: Metadata = {
  title: 'Portcullis',
  description:
    'Draw the network of a Talos cluster; get firewall files for every box around it, each proved to let through exactly what you drew.',
}

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en-GB">
      <body>{children}</body>
    </html>
  )
}
