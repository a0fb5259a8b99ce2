import type { Page } from '@playwright/test'

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
