import type { Page } from '@playwright/test'

/** Everything that the browser holds for the page. */
export function keptByBrowser(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const pasts = await new Promise<unknown>((resolve, reject) => {
      const request = indexedDB.open('portcullis')
      request.onerror = () => reject(request.error)
      request.onsuccess = () => {
        if (!request.result.objectStoreNames.contains('pasts')) return resolve([])
        const all = request.result.transaction('pasts').objectStore('pasts').getAll()
        all.onsuccess = () => resolve(all.result)
        all.onerror = () => reject(all.error)
      }
    })
    return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href, pasts])
  })
}
