import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { expect } from '@playwright/test'
import { test as base } from './test'

interface Server {
  readonly address: string
  readonly stop: () => Promise<void>
}

async function startServer(): Promise<Server> {
  const child: ChildProcess = spawn(process.execPath, ['scripts/serve.mjs', 'out'], {
    env: { ...process.env, PORT: '0', BASE_PATH: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (child.stdout === null) throw new Error('the server has no output')
  for await (const line of createInterface({ input: child.stdout })) {
    const address = / is at (http:\S+)/.exec(line)?.[1]
    if (address === undefined) continue
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    return {
      address,
      stop: () => {
        child.kill()
        return ended
      },
    }
  }
  throw new Error('the server never said where it is')
}

/** A server of its own, because it is stopped half-way. */
const test = base.extend<{ server: Server }>({
  server: async ({ browserName: _ }, use) => {
    const server = await startServer()
    await use(server)
    await server.stop()
  },
  baseURL: async ({ server }, use) => use(server.address),
})

test('loaded once from a host, everything goes on without one', async ({ page, server, context, faults }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  // A hosted build differs in this mark alone.
  await page.route('/', async (route) => {
    const response = await route.fetch()
    const body = (await response.text()).replace('<head>', '<head><meta name="portcullis-hosted" content=""/>')
    await route.fulfill({ response, body })
  })
  await page.goto('/')
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready
    if (active === null) throw new Error('no worker took over')
    if (active.state === 'activated') return
    await new Promise<void>((resolve) => active.addEventListener('statechange', () => resolve(), { once: true }))
  })
  await page.unrouteAll()
  await server.stop()
  await page.reload()

  // The worker proves, the fonts are there, a template opens.
  const status = page.getByRole('contentinfo')
  await expect(status.getByText('proved equal')).toBeVisible()
  expect(await page.evaluate(async () => (await document.fonts.load('16px "IBM Plex Sans"')).length)).toBeGreaterThan(0)
  await page.getByRole('button', { name: /, designs$/ }).click()
  await page.getByRole('menuitem', { name: 'New design…' }).click()
  await page.getByRole('textbox', { name: 'Or start from your network' }).fill('172.20.4.0/24')
  await page.getByRole('textbox', { name: 'Admins come from' }).fill('192.0.2.0/26')
  await page.getByRole('button', { name: 'Start with three nodes' }).click()
  await expect(page.getByRole('treegrid', { name: 'Networks' }).getByRole('gridcell', { name: /^cp-3/ })).toBeVisible()

  await page.getByRole('combobox', { name: 'Ask about a packet' }).fill('internet -> cp-1 apid')
  await expect(page.getByRole('button', { name: /^Answer: denied/ })).toBeVisible()
  for (const [key, name] of [
    ['2', 'Rules'],
    ['3', 'Files'],
    ['4', 'Findings'],
  ] as const) {
    await page.getByRole('tab', { name: new RegExp(`^${name}`) }).click()
    await expect(page.getByRole('tabpanel', { name: new RegExp(`^${name}`) }), key).toBeVisible()
  }
  await page.getByRole('button', { name: 'Download' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'Download all files as .zip' }).click()
  expect((await download).suggestedFilename()).toBe('new-cluster-firewall.zip')

  await page.getByRole('button', { name: 'Share' }).click()
  const field = page.getByRole('textbox', { name: 'Link to this design' })
  await expect(field).toHaveValue(/#d=/)
  const link = await field.inputValue()

  const other = await context.newPage()
  await other.goto(link)
  await expect(other.getByText('Shared design.')).toBeVisible()
  await other.goto('/reference/')
  await expect(other.getByRole('heading', { level: 1 })).toBeVisible()
  await other.goto('/compare/')
  await expect(other.getByRole('heading', { level: 1 })).toBeVisible()
  // Whether there is a newer set of files is asked of the host, and the answer that there is none is no fault.
  faults.splice(0, faults.length, ...faults.filter(({ text }) => !/sw\.js|ERR_CONNECTION_REFUSED/.test(text)))
})
