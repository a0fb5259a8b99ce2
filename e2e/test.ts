import { type BrowserContext, test as base, expect } from '@playwright/test'

/** What no page may do, whatever the test is about. */
interface Fault {
  readonly kind: 'policy' | 'console' | 'exception' | 'foreign request'
  readonly text: string
}

interface Fixtures {
  /** Everything seen so far; a test that provokes a fault on purpose takes it out. */
  readonly faults: Fault[]
  /** A second profile, guarded like the first: what another person sees. */
  readonly freshContext: () => Promise<BrowserContext>
}

/** The shared `test`: fails when a page broke its content-security policy, logged an error, threw, or left its origin. */
export const test = base.extend<Fixtures>({
  faults: async ({ browserName: _ }, use) => {
    const faults: Fault[] = []
    await use(faults)
    expect(faults).toEqual([])
  },
  context: async ({ context, faults, baseURL }, use) => {
    await guard(context, faults, baseURL)
    await use(context)
  },
  freshContext: async ({ browser, faults, baseURL }, use) => {
    const opened: BrowserContext[] = []
    await use(async () => {
      const context = await browser.newContext(baseURL === undefined ? {} : { baseURL })
      opened.push(context)
      await guard(context, faults, baseURL)
      return context
    })
    for (const context of opened) await context.close()
  },
})

async function guard(context: BrowserContext, faults: Fault[], baseURL: string | undefined): Promise<void> {
  const origin = new URL(baseURL ?? 'http://127.0.0.1').origin
  context.on('console', (message) => {
    if (message.type() === 'error') faults.push({ kind: 'console', text: message.text() })
  })
  context.on('weberror', (error) => faults.push({ kind: 'exception', text: String(error.error()) }))
  context.on('request', (request) => {
    const url = new URL(request.url())
    const isLocal = url.origin === origin || ['blob:', 'data:', 'about:'].includes(url.protocol)
    if (!isLocal) faults.push({ kind: 'foreign request', text: request.url() })
  })
  await context.exposeBinding('reportPolicyViolation', (_source, text: string) => {
    faults.push({ kind: 'policy', text })
  })
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const report: unknown = Reflect.get(window, 'reportPolicyViolation')
      if (typeof report === 'function') report(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`)
    })
  })
}
