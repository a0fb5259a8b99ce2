/** What a visitor does in Firefox, in order; a step throws where the page does not answer as it should. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { strFromU8, unzipSync } from 'fflate'

const network = '192.0.2.0/24'
const field = (label) => `::-p-aria([name="${label}"])`
const networks = '::-p-aria([role="treegrid"][name="Networks"])'

export const steps = [
  ['the page opens into a proved cluster, and its matrix has rows', openDesigner],
  ['an admin network is added, and the badges settle', addAdmin],
  ['the files have it; a widened prefix is noticed, and Escape takes it back', breakProof],
  ['everything is downloaded', downloadAll],
  ['a link shows the same design to somebody else, and keeps nothing', receiveLink],
  ['the reference finds a port', searchReference],
  ['the page of a target says how to undo it', openTarget],
  ['the page of a change opens', openCompare],
  ['a narrow window has the parts at its foot', narrow],
]

async function openDesigner(page, { url }) {
  await page.goto(url)
  await sees(page, 'footer', /compiled in \d+ ms/)
  await sees(page, 'footer', /proved equal/)
  const rows = await page.$$eval('table[role=treegrid] tr', (all) => all.length)
  if (rows < 4) throw new Error(`the matrix has ${rows} rows`)
}

async function addAdmin(page) {
  await page.click(field('Admin networks, who may use the APIs from outside'))
  await page.keyboard.type(network)
  await page.keyboard.press('Enter')
  await sees(page, networks, new RegExp(network))
  await sees(page, 'footer', /proved equal/)
  await sees(page, 'body', /Saved \d\d:\d\d/)
}

async function breakProof(page) {
  await openTab(page, 'Files')
  const editor = await page.waitForSelector('textarea[aria-label^="Text of"]')
  await until('the file has the new network', () => editor.evaluate((area, text) => area.value.includes(text), network))
  const rendered = await editor.evaluate((area) => area.value)
  await editor.evaluate((area, text) => {
    const end = area.value.indexOf(text) + text.length
    area.focus()
    area.setSelectionRange(end - 2, end)
  }, network)
  await page.keyboard.type('16')
  await sees(page, 'body', /now reaches/)
  await page.keyboard.press('Escape')
  await until('Escape takes the edit back', () => editor.evaluate((area, text) => area.value === text, rendered))
}

async function downloadAll(page, { downloads }) {
  await page.click(field('Download'))
  await page.click('::-p-aria([role="menuitem"][name="Download all files as .zip"])')
  const entries = await until('an archive was kept, whole', () => {
    const [file] = readdirSync(downloads).filter((name) => name.endsWith('.zip'))
    return file !== undefined && unzipSync(new Uint8Array(readFileSync(join(downloads, file))))
  })
  const design = Object.keys(entries).find((name) => name.endsWith('design.yaml'))
  if (design === undefined) throw new Error(`the archive has only ${Object.keys(entries)}`)
  if (!strFromU8(entries[design]).includes(network)) throw new Error('the design in the archive lacks the new network')
}

async function receiveLink(page, { browser, openPage }) {
  await page.click(field('Share'))
  const shown = await page.waitForSelector(field('Link to this design'))
  const link = await until('the dialog has a link', () =>
    shown.evaluate((input) => input.value.includes('#d=') && input.value),
  )
  await page.keyboard.press('Escape')
  const stranger = await browser.createBrowserContext()
  const other = await openPage(stranger)
  await other.goto(link)
  await sees(other, 'body', /Shared design\./)
  await sees(other, networks, new RegExp(network))
  const kept = await other.evaluate(() =>
    Object.keys(localStorage).filter((key) => key.startsWith('portcullis/design/')),
  )
  if (kept.length > 0) throw new Error(`a link that was only looked at is kept: ${kept}`)
  await stranger.close()
}

async function searchReference(page, { url }) {
  await page.goto(`${url}reference/`)
  await sees(page, 'h1', /^Reference$/)
  const all = await page.$$eval('tr:not([hidden])', (rows) => rows.length)
  await page.type('input[type=search]', '50001 workers')
  await until('rows without the words are hidden', async () => {
    const left = await page.$$eval('tr', (rows) => rows.filter((row) => row.checkVisibility()).length)
    return left > 0 && left < all
  })
  await page.$eval('input[type=search]', (field) => field.select())
  await page.keyboard.press('Backspace')
}

async function openTarget(page) {
  await page.click('#targets tbody a')
  await sees(page, 'h2', /^How to undo$/)
}

async function openCompare(page, { url }) {
  await page.goto(`${url}compare/`)
  await sees(page, 'main', /Before/)
}

async function narrow(page, { url }) {
  await page.setViewport({ width: 360, height: 740 })
  await page.goto(url)
  await sees(page, 'nav[aria-label="Parts"]', /Reach/)
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  if (over > 0) throw new Error(`the page is ${over} px wider than the window`)
}

async function openTab(page, name) {
  const [tab] = (
    await Promise.all(
      (
        await page.$$('[role=tab]')
      ).map(async (one) => ((await one.evaluate((tag) => tag.textContent)).startsWith(name) ? one : [])),
    )
  ).flat()
  if (tab === undefined) throw new Error(`no tab is called ${name}`)
  await tab.click()
}

/** Waits until a part of the page says so. */
function sees(page, selector, words) {
  return until(`${selector} says ${words}`, () =>
    page.$$eval(selector, (found, source) => found.some((tag) => new RegExp(source).test(tag.innerText)), words.source),
  )
}

/** Gives what it was waiting for. A page that is just being left, or a file half written, is not there yet. */
async function until(what, isSo) {
  const end = Date.now() + 20_000
  let fault = ''
  for (;;) {
    try {
      const answer = await isSo()
      if (answer) return answer
    } catch (error) {
      fault = ` (${error instanceof Error ? error.message.split('\n')[0] : error})`
    }
    if (Date.now() > end) throw new Error(`20 s went by before ${what}${fault}`)
    await wait(100)
  }
}
