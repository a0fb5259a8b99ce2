/** Pictures that a person takes away: drawn as SVG, made to dots by the browser. */
import { drawNetworks } from '@/lib/picture/draw-networks'
import { drawReach } from '@/lib/picture/draw-reach'
import { downloadFile } from './clipboard'
import { currentSnapshot } from './design-store'
import { useEngine } from './engine'
import { notify, withProgress } from './notices'

export type PictureOf = 'grid' | 'networks'
export type PictureFormat = 'svg' | 'png'

/** Dots a pixel: sharp on paper and on dense screens. */
const density = 2

export async function savePicture(what: PictureOf, format: PictureFormat): Promise<void> {
  const { design } = currentSnapshot()
  const { analysis } = useEngine.getState()
  if (analysis === undefined) return
  const svg = what === 'grid' ? drawReach(design.name, analysis.reach) : drawNetworks(design)
  const name = `${design.name}-${what === 'grid' ? 'who-reaches-what' : 'networks'}`
  if (format === 'svg') {
    downloadFile(`${name}.svg`, svg, 'image/svg+xml')
    return
  }
  const png = await withProgress('Drawing the picture.', toPng(svg))
  if (png === undefined) notify('The browser could not draw the picture. Save it as SVG instead.', { tone: 'problem' })
  else downloadFile(`${name}.png`, png, 'image/png')
}

async function toPng(svg: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = image.naturalWidth * density
    canvas.height = image.naturalHeight * density
    const context = canvas.getContext('2d')
    if (context === null) return undefined
    context.drawImage(image, 0, 0, canvas.width, canvas.height)
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
    return blob === null ? undefined : new Uint8Array(await blob.arrayBuffer())
  } catch {
    return undefined
  } finally {
    URL.revokeObjectURL(url)
  }
}
