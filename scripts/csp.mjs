/**
 * The content-security policy of the exported site: each page names the hashes of its own inline scripts, and nothing
 * may be fetched from anywhere, so that no page can send a design away.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { serviceWorkerFile, serviceWorkerPolicy } from './service-worker.mjs'

/** What a file may do when it is not a page; workers take this one from the header of their own script. */
export const filePolicy = policyWith([])

/** A meta element cannot carry frame-ancestors, so these stand in headers. */
export const commonHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
}
export const framePolicy = "frame-ancestors 'none'"

function policyWith(scriptHashes) {
  return [
    "default-src 'none'",
    ["script-src 'self'", ...scriptHashes].join(' '),
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'none'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "object-src 'none'",
  ].join('; ')
}

/** The policy that a page carries in its own meta element. */
export function policyOfPage(html) {
  return /<meta http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1]
}

/** By which a page knows that it may keep itself for use without a network. */
const hostedMark = '<meta name="portcullis-hosted" content=""/>'

/** The page with its policy, right after the charset: a policy holds only for what follows it. */
export function securePage(html, isHosted = false) {
  const hashes = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/gi)].map(
    ([, body]) => `'sha256-${createHash('sha256').update(body).digest('base64')}'`,
  )
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policyWith([...new Set(hashes)])}"/>`
  const secured = html.replace(
    /<meta charset="[^"]*"\s*\/?>/i,
    (charset) => charset + meta + (isHosted ? hostedMark : ''),
  )
  if (secured === html) throw new Error('A page has no charset to put its content-security policy after')
  return secured
}

export function securePages(folder, basePath, isHosted) {
  for (const name of readdirSync(folder, { recursive: true })) {
    const path = join(folder, name)
    if (name.endsWith('.html')) writeFileSync(path, securePage(readFileSync(path, 'utf8'), isHosted))
    // Turbopack copies the sources of workers beside their bundles; nothing ever fetches them.
    if (name.includes('media') && name.endsWith('.ts')) rmSync(path)
  }
  writeFileSync(join(folder, '_headers'), hosterHeaders(basePath))
}

/** The same headers in the format that Netlify and Cloudflare Pages read. */
function hosterHeaders(basePath) {
  const lines = Object.entries(commonHeaders).map(([name, value]) => `  ${name}: ${value}`)
  return [
    `${basePath}/*`,
    ...lines,
    `  Content-Security-Policy: ${framePolicy}`,
    `${basePath}/_next/static/*`,
    `  Content-Security-Policy: ${filePolicy}`,
    `${basePath}/${serviceWorkerFile}`,
    `  Content-Security-Policy: ${serviceWorkerPolicy}`,
    '  Cache-Control: no-cache',
    '',
  ].join('\n')
}
