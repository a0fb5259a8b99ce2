/** What a person takes away: the link, the bundle, the design as a file. */
export async function copyLink(): Promise<void> {
  await Promise.resolve()
}
export async function downloadBundle(): Promise<void> {
  await Promise.resolve()
}
export async function downloadDesign(): Promise<void> {
  await Promise.resolve()
}
