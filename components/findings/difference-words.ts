/** What is said of files that differ: apart from the other sentences, for it comes with the first load. */

const number = new Intl.NumberFormat('en-GB')

export function wordDiffers(title: string, sentence: string, more: number): string {
  return more === 0
    ? `${title}: ${sentence}.`
    : `${title}: ${sentence}, and ${number.format(more)} more ${more === 1 ? 'difference' : 'differences'}.`
}

export function wordUnread(title: string, why: string | undefined): string {
  return why === undefined
    ? `${title}: its files were not understood.`
    : `${title}: its files were not understood. ${why}`
}
