import type { Locator, Page } from '@playwright/test'

export interface Dropped {
  readonly name: string
  readonly content: string | Uint8Array
}

/** Drops files onto the window as a person does from a file manager. */
export async function dropFiles(page: Page, files: readonly Dropped[], onto = 'main'): Promise<void> {
  const transfer = await page.evaluateHandle(
    (given) => {
      const data = new DataTransfer()
      for (const { name, content } of given) {
        data.items.add(new File([typeof content === 'string' ? content : new Uint8Array(content)], name))
      }
      return data
    },
    files.map(({ name, content }) => ({ name, content: typeof content === 'string' ? content : [...content] })),
  )
  await page.dispatchEvent(onto, 'dragover', { dataTransfer: transfer })
  await page.dispatchEvent(onto, 'drop', { dataTransfer: transfer })
}

export function drop(page: Page, name: string, content: string): Promise<void> {
  return dropFiles(page, [{ name, content }])
}

/** A folder of this machine, as the browser gets it from a file manager; onto the middle of a part of the page, or near its top left. */
export async function dropFolder(page: Page, folder: string, onto?: Locator): Promise<void> {
  const box = await onto?.boundingBox()
  const [x, y] = box ? [box.x + box.width / 2, box.y + box.height / 2] : [400, 300]
  const session = await page.context().newCDPSession(page)
  const data = { items: [], files: [folder], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x, y, data })
  }
}
