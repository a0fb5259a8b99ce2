/**
 * `node scripts/serve.mjs [folder]`: serves the exported site on this machine, as a good host would: compressed, with
 * its own page for what is not there, and with the headers that no page can carry itself.
 * HOST, PORT (0 picks a free one) and BASE_PATH come from the environment.
 */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, resolve, sep } from 'node:path'
import { gzipSync } from 'node:zlib'
import { commonHeaders, filePolicy, framePolicy, policyOfPage } from './csp.mjs'
import { root } from './inputs.mjs'
import { serviceWorkerFile, serviceWorkerPolicy } from './service-worker.mjs'

const folder = resolve(root, process.argv[2] ?? 'out')
const host = process.env.HOST ?? '127.0.0.1'
const port = Number(process.env.PORT ?? 4173)
const basePath = process.env.BASE_PATH ?? ''

const contentTypes = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.yaml': 'application/yaml; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}

/** Path → ready answer, kept while the file on disk stays the same. */
const answers = new Map()

function readAnswer(path) {
  const { mtimeMs } = statSync(path)
  const known = answers.get(path)
  if (known?.mtimeMs === mtimeMs) return known
  const body = readFileSync(path)
  const extension = extname(path)
  const type = contentTypes[extension] ?? 'application/octet-stream'
  const policy =
    path === join(folder, serviceWorkerFile)
      ? serviceWorkerPolicy
      : ((extension === '.html' ? policyOfPage(body.toString()) : undefined) ?? filePolicy)
  const isHashed = path.startsWith(join(folder, '_next', 'static', 'chunks') + sep)
  const headers = {
    ...commonHeaders,
    'Content-Security-Policy': `${policy}; ${framePolicy}`,
    'Content-Type': type,
    'Cache-Control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    Vary: 'Accept-Encoding',
  }
  const zipped = type.includes('charset') ? gzipSync(body, { level: 9 }) : undefined
  const answer = { mtimeMs, headers, body, zipped }
  answers.set(path, answer)
  return answer
}

/** The file behind a path, or where the browser must go instead; undefined when there is nothing. */
function locate(pathname) {
  if (basePath !== '' && pathname === '/') return { redirect: `${basePath}/` }
  if (!`${pathname}/`.startsWith(`${basePath}/`)) return undefined
  let inside
  try {
    inside = decodeURIComponent(pathname.slice(basePath.length))
  } catch {
    return undefined
  }
  const path = resolve(folder, `.${inside}`)
  if (inside.includes('\0') || (path !== folder && !path.startsWith(folder + sep)) || !existsSync(path))
    return undefined
  if (statSync(path).isFile()) return { path }
  if (!existsSync(join(path, 'index.html'))) return undefined
  return inside.endsWith('/') ? { path: join(path, 'index.html') } : { redirect: `${pathname}/` }
}

const server = createServer((request, response) => {
  try {
    answer(request, response)
  } catch (error) {
    // A file that was there a moment ago: the site is being built again.
    if (error?.code !== 'ENOENT') throw error
    response.writeHead(503, { 'Retry-After': '5' }).end('The site is being built. Try again in a moment.\n')
  }
})

function answer(request, response) {
  const [pathname = '/'] = (request.url ?? '/').split('?')
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { Allow: 'GET, HEAD' }).end()
    return
  }
  const found = locate(pathname)
  // A path that starts with two slashes would send the browser to another host.
  if (found?.redirect !== undefined && !found.redirect.startsWith('//')) {
    response.writeHead(308, { Location: found.redirect }).end()
    return
  }
  const isFound = found?.path !== undefined
  const file = readAnswer(isFound ? found.path : join(folder, '404.html'))
  const useZip = file.zipped !== undefined && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
  const sent = useZip ? file.zipped : file.body
  response.writeHead(isFound ? 200 : 404, {
    ...file.headers,
    'Content-Length': sent.length,
    ...(useZip ? { 'Content-Encoding': 'gzip' } : {}),
  })
  response.end(request.method === 'HEAD' ? undefined : sent)
}

server.on('error', (error) => {
  console.error(
    error.code === 'EADDRINUSE'
      ? `Port ${port} on ${host} is taken. Pick another one: PORT=${(port % 65535) + 1} npm start`
      : `Cannot serve at ${host}:${port}: ${error.message}`,
  )
  process.exit(1)
})
if (!Number.isInteger(port) || port < 0 || port > 65535) {
  console.error(`PORT must be a whole number from 0 to 65535, not ${process.env.PORT}`)
  process.exit(1)
}
if (!existsSync(join(folder, '404.html'))) {
  console.error(`There is no site in ${folder}. Build it first: npm run build`)
  process.exit(1)
}
server.listen(port, host, () => {
  console.log(`Portcullis is at http://${host.includes(':') ? `[${host}]` : host}:${server.address().port}${basePath}/`)
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0))
