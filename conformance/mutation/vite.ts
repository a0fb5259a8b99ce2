/** Vite as it is installed: bundled into a program like everything else, it would not find its own parts. */
const name: string = 'vite'

export async function loadVite(): Promise<typeof import('vite')> {
  return await import(/* @vite-ignore */ name)
}
