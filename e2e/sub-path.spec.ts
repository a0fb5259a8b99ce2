import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { expect } from '@playwright/test'
import { subPath, subPathRoot } from '../scripts/sub-path-place.mjs'
import { test as base } from './test'

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
}

/** As plain as a server can be: files by their path, no header but the type, no rule for anything. */
const test = base.extend({
  baseURL: async ({ browserName: _ }, use) => {
    const server = createServer(({ url = '/' }, response) => {
      const asked = join(subPathRoot, decodeURIComponent(url.split('?')[0] ?? '/'))
      const path = asked.endsWith('/') ? `${asked}index.html` : asked
      if (!existsSync(path) || !statSync(path).isFile()) return response.writeHead(404).end()
      return response
        .writeHead(200, { 'Content-Type': types[extname(path)] ?? 'application/octet-stream' })
        .end(readFileSync(path))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    server.closeAllConnections()
    server.close()
  },
})

test('a build for a sub-path works where it is served as plain files, and keeps itself there', async ({ page }) => {
  await page.goto(`${subPath}/`)
  await expect(page.getByRole('contentinfo').getByText('proved equal')).toBeVisible()
  await page.getByRole('button', { name: 'Share' }).click()
  const field = page.getByRole('textbox', { name: 'Link to this design' })
  await expect(field).toHaveValue(new RegExp(`^http://[^/]+${subPath}/#d=`))
  const link = await field.inputValue()
  await page.goto('about:blank')
  await page.goto(link)
  await expect(page.getByText('Shared design.')).toBeVisible()
  await page.getByRole('button', { name: 'Compare' }).click()
  await page.getByRole('button', { name: 'Plan the change…' }).click()
  await expect(page.getByText('The two designs are the same.')).toBeVisible()
  for (const path of ['reference', 'compare']) {
    await page.goto(`${subPath}/${path}/`)
    await page.locator(`a[href="${subPath}/"]`).first().click()
    await expect(page.getByRole('contentinfo').getByText('proved equal')).toBeVisible()
  }
  const scope = await page.evaluate(async () => (await navigator.serviceWorker.ready).scope)
  expect(new URL(scope).pathname).toBe(`${subPath}/`)
})
