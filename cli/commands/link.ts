import { linkToDesign } from '@/lib/share/codec'
import { usageProblem } from '../args'
import type { Command } from '../command'
import { loadDesigns, networksOption } from '../designs'
import { writeJson } from '../output/format'
import { refuseInput } from '../output/problems'

/** Where `npm start` serves the page. */
const ownPage = 'http://127.0.0.1:4173'

export const linkCommand: Command = {
  name: 'link',
  summary: 'a link that holds the whole design',
  operands: 'DESIGN…',
  description: [
    'Prints a link that opens the design in a page. The design stands behind the #, which no browser sends to a server.',
    'Whoever has the link has the design.',
  ],
  options: {
    networks: networksOption,
    base: { value: 'URL', help: `address of the page [${ownPage}]` },
    json: { help: 'the link with its length, for scripts' },
  },
  examples: [
    ['portcullis link design.yaml', 'for a page started by npm start'],
    ['portcullis link design.yaml --base https://firewall.example.net', 'for a page of your own'],
  ],
  run: async (call, io) => {
    const base = call.text('base') ?? ownPage
    if (!isPage(base)) {
      return refuseInput(io, [usageProblem(`${base} is no address of a page.`, `Write one like ${ownPage}`)])
    }
    const designs = await loadDesigns(call.operands, io, call.text('networks'))
    if (designs === undefined) return 2
    const links = designs.map(({ name, design }) => ({
      design: name,
      link: linkToDesign(design, base),
    }))
    if (call.flag('json')) {
      const records = links.map(({ design, link }) => ({ design, link, characters: link.length }))
      io.out(writeJson(records.length === 1 ? records[0] : records))
      return 0
    }
    for (const { link } of links) {
      io.out(`${link}\n`)
      io.err(`${link.length} characters\n`)
    }
    return 0
  },
}

/** Whether a browser opens it as a page; what stands behind # is ours. */
function isPage(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined
  return url !== undefined && ['http:', 'https:', 'file:'].includes(url.protocol) && url.hash === ''
}
