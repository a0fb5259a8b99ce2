import { defineConfig, devices } from '@playwright/test'
import { findChromium } from './scripts/chromium.mjs'

const executablePath = findChromium()?.executablePath

export default defineConfig({
  testDir: 'e2e',
  // It takes a build of its own, which only the long run makes.
  testIgnore: process.env.PORTCULLIS_LONG === undefined ? ['**/sub-path.spec.ts'] : [],
  fullyParallel: true,
  forbidOnly: process.env.CI !== undefined,
  retries: process.env.CI === undefined ? 0 : 1,
  workers: '100%',
  reporter: 'list',
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1440, height: 900 },
    baseURL: process.env.SERVED_AT,
    trace: 'on-first-retry',
    screenshot: 'only-on-failure',
    launchOptions: executablePath === undefined ? {} : { executablePath },
  },
  webServer: {
    command: 'node scripts/serve.mjs out',
    env: { PORT: '0' },
    // The server says where it is; Playwright keeps the name in SERVED_AT.
    wait: { stdout: /is at (?<SERVED_AT>http:\S+)/ },
  },
})
