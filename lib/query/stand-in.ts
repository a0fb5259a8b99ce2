/** Whether the other machines that a word of a question stands for are answered as the one that was asked. */
import { formatAddress } from '../net/address'
import type { Member } from '../site/site'
import { type Answer, answerQuestion, type StandIn } from './answer'
import { membersMeant } from './endpoint'
import type { QueryContext } from './query-context'
import { parseQuestion, type Question } from './question'
import { verdictWords } from './verdict-words'

/** Beyond this many the rest are not asked. */
const mostAsked = 100

/** The answer, with what became of the other machines that its words stand for. */
export function answerForAll(question: Question, context: QueryContext): Answer {
  const answer = answerQuestion(question, context)
  const standIns = [...standInsAt('source', answer, context), ...standInsAt('destination', answer, context)]
  return standIns.length === 0 ? answer : { ...answer, standIns }
}

function standInsAt(end: 'source' | 'destination', { question, verdict }: Answer, context: QueryContext): StandIn[] {
  const { text, members, address } = question[end]
  const meant = membersMeant(text, context)
  const [asked] = members
  const isNetwork = asked === undefined && meant.length > 0
  if (!isNetwork && (members.length !== 1 || meant.length < 2)) return []
  const others = meant.filter(({ name }) => name !== asked && !question[otherEnd(end)].members.includes(name))
  const answers = others.slice(0, mostAsked).flatMap((member) => {
    const alike = parseQuestion(askOf(question, end, member), context)
    return alike.ok ? [{ name: member.name, verdict: answerQuestion(alike.value, context).verdict }] : []
  })
  const otherwise = answers.filter((answer) => answer.verdict !== verdict)
  const about = { asked: asked ?? formatAddress(address), isMachine: asked !== undefined }
  return [{ word: text, ...about, machines: meant.length, compared: answers.length, otherwise }]
}

function otherEnd(end: 'source' | 'destination'): 'source' | 'destination' {
  return end === 'source' ? 'destination' : 'source'
}

function askOf({ source, destination, service }: Question, end: 'source' | 'destination', member: Member): string {
  const name = `${member.kind}:${member.name}`
  return end === 'source' ? `${name} -> ${destination.text} ${service}` : `${source.text} -> ${name} ${service}`
}

const mostNamed = 3

/** `“worker” stands for 3 machines: the answer is about worker-1. Otherwise answered: worker-2 (denied).` */
export function wordStandIn(standIn: StandIn): string {
  const { word, asked, isMachine, machines, otherwise } = standIn
  const about = isMachine
    ? `“${word}” stands for ${machines} machines: the answer is about ${asked}.`
    : `“${word}” is a network: the answer is about ${asked} there, which is no machine.`
  if (otherwise.length === 0) return `${about}${wordAlike(standIn)}`
  const named = otherwise.slice(0, mostNamed).map(({ name, verdict }) => `${name} (${verdictWords[verdict]})`)
  const rest = otherwise.length - named.length
  return `${about} Otherwise answered: ${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}.`
}

function wordAlike({ isMachine, machines, compared }: StandIn): string {
  if (compared === 0) return ''
  if (!isMachine && compared === machines) return ' Its machines are answered alike.'
  if (isMachine && compared === machines - 1) return ' The others are answered alike.'
  return ` ${compared} of the ${isMachine ? 'others' : 'machines'} ${compared === 1 ? 'was' : 'were'} asked too, and answered alike.`
}
