/**
 * Hosted builds keep themselves on the machine. One served from a checkout does not say so, because a person who builds
 * it again must see what was built.
 */
export function keepForOffline(): void {
  const isHosted = document.querySelector('meta[name="portcullis-hosted"]') !== null
  if (!isHosted || !('serviceWorker' in navigator)) return
  // Without it the page works as before, so a browser that refuses needs no words.
  navigator.serviceWorker.register(`${process.env.NEXT_PUBLIC_BASE_PATH ?? ''}/sw.js`).catch(() => {})
}
