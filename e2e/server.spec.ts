import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'

test('every kind of file comes with its type and a policy of its own', async ({ request }) => {
  const page = await request.get('/')
  const html = await page.text()
  const script = /src="(\/_next\/[^"]+\.js)"/.exec(html)?.[1] ?? ''
  const style = /href="(\/_next\/[^"]+\.css)"/.exec(html)?.[1] ?? ''
  const files: readonly [string, string][] = [
    ['/', 'text/html'],
    [script, 'text/javascript'],
    [style, 'text/css'],
    ['/icon.svg', 'image/svg+xml'],
    ['/examples/two-nics.yaml', 'application/yaml'],
  ]
  for (const [path, type] of files) {
    const response = await request.get(path)
    expect(response.status(), path).toBe(200)
    const headers = response.headers()
    expect(headers['content-type'], path).toContain(type)
    expect(headers['content-encoding'], path).toBe('gzip')
    expect(headers['x-content-type-options'], path).toBe('nosniff')
    expect(headers['referrer-policy'], path).toBe('no-referrer')
    for (const part of ["default-src 'none'", "connect-src 'none'", "worker-src 'self'", "frame-ancestors 'none'"]) {
      expect(headers['content-security-policy'], path).toContain(part)
    }
  }
  // Inline scripts are named one by one, in the page and in its header alike.
  expect(html).toMatch(/<meta http-equiv="Content-Security-Policy" content="[^"]*'sha256-/)
  expect(page.headers()['content-security-policy']).toContain("'sha256-")
  expect((await request.get(script)).headers()['content-security-policy']).not.toContain('sha256')
})

test.describe('what is not there', () => {
  for (const path of [
    '/nowhere',
    '/%00',
    '/%E0%A4%A',
    '/..%2f..%2fpackage.json',
    '//example.invalid/',
    '/_next/static/',
  ]) {
    test(`${path} is our own page with status 404`, async ({ request, baseURL }) => {
      const response = await request.get(`${baseURL?.replace(/\/$/, '')}${path}`, { maxRedirects: 0 })
      expect(response.status()).toBe(404)
      expect(await response.text()).toContain('There is no such page')
    })
  }
})

test('no page is exported with inline styles, which its policy would block', () => {
  const pages = readdirSync('out', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.html'))
  expect(pages).toContain('index.html')
  for (const name of pages) expect(readFileSync(`out/${name}`, 'utf8'), name).not.toMatch(/<style|\sstyle="/)
})
