/**
 * Keeps the whole site on the machine, as it was when this file was built: one set of files, never a mixture of two. A
 * newer set is fetched beside it and takes over when the last page of the old one is closed.
 * `site` stands above these lines: { version, base, files }.
 */
const prefix = 'portcullis '
const cacheName = `${prefix}${site.version}`
const urlOf = (path) => new URL(`${site.base}/${path}`, location.origin).href
const paths = new Map(site.files.map((path) => [urlOf(path.replace(/(^|\/)index\.html$/, '$1')), path]))

addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(cacheName)
      // What an older visit left in the browser's own cache may be of another build.
      .then((cache) => cache.addAll([...paths.keys()].map((url) => new Request(url, { cache: 'reload' })))),
  )
})

addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(
          names.filter((name) => name.startsWith(prefix) && name !== cacheName).map((name) => caches.delete(name)),
        ),
      )
      .then(() => clients.claim()),
  )
})

addEventListener('fetch', (event) => {
  const { origin, pathname } = new URL(event.request.url)
  const url = `${origin}${pathname}`
  const known = [url, `${url}/`].find((candidate) => paths.has(candidate))
  if (event.request.method !== 'GET' || known === undefined) return
  event.respondWith(
    caches
      .open(cacheName)
      .then((cache) => cache.match(known))
      // A new answer goes by the address that was asked for: workers read what stands behind the question mark of theirs.
      .then((kept) => (kept === undefined ? fetch(event.request) : new Response(kept.body, kept))),
  )
})
