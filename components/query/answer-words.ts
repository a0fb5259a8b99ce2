/** The order of the gates on a packet's way, and an answer as plain text. */
import type { Place } from '@/lib/design/design'
import { formatPacket } from '@/lib/net/packet'
import type { Answer, Layer } from '@/lib/query/answer'
import type { Question } from '@/lib/query/question'

const fromOutside: readonly Place[] = ['router', 'nic', 'guest']

/** Gates that see the packet, the first one first; what leaves the cluster meets them the other way round. */
export function orderLayers(
  layers: readonly Layer[],
  question: Pick<Question, 'source' | 'destination'>,
): { readonly onWay: readonly Layer[]; readonly away: readonly Layer[] } {
  const leaves = question.source.members.length > 0 && question.destination.members.length === 0
  const rank = (layer: Layer): number => {
    const at = layer.place === undefined ? -1 : fromOutside.indexOf(layer.place)
    return leaves ? -at : at
  }
  const onWay = layers.filter((layer) => layer.verdict !== 'unseen').sort((a, b) => rank(a) - rank(b))
  return { onWay, away: layers.filter((layer) => layer.verdict === 'unseen') }
}

/** The last gate that the packet comes to; undefined where none stops it. */
export function reachOf(onWay: readonly Layer[]): number | undefined {
  const stop = onWay.findIndex((layer) => layer.verdict === 'deny')
  return stop < 0 ? undefined : stop
}

const marks = { allow: '■', deny: '☐', depends: '◧', unseen: '·' } as const

/** For a chat: the packet, the verdict, and one line a gate. */
export function answerAsText(answer: Answer): string {
  const { onWay, away } = orderLayers(answer.layers, answer.question)
  const lines = [...onWay, ...away].map((layer) => {
    const places = layer.statements.map(({ file, line }) => `${file}:${line}`).join(', ')
    const where = places === '' ? '' : ` (${places})`
    return `  ${marks[layer.verdict]} ${layer.title}: ${layer.verdict}. ${layer.because}${where}\n`
  })
  const policy = `  ${marks[answer.policy.verdict]} design: ${answer.policy.verdict}. ${answer.policy.because}\n`
  return `${formatPacket(answer.question.packet)}: ${answer.verdict}\n${lines.join('')}${policy}`
}
