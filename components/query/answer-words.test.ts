import { describe, expect, it } from 'vitest'
import { parseAddress } from '@/lib/net/address'
import type { Answer, Layer } from '@/lib/query/answer'
import type { Endpoint } from '@/lib/query/endpoint'
import { answerAsText, orderLayers, reachOf } from './answer-words'
import { areOpposed } from './opposed'

function layer(target: string, place: Layer['place'], verdict: Layer['verdict']): Layer {
  return { target, title: target, place, verdict, points: [], statements: [], byItself: false, because: 'because.' }
}

function end(text: string, address: string, members: readonly string[]): Endpoint {
  const parsed = parseAddress(address)
  if (parsed === undefined) throw new Error(address)
  return { text, address: parsed, kind: 'member', members, isSingle: true }
}

const outside = end('internet', '203.0.113.9', [])
const inside = end('cp-1', '10.0.0.11', ['cp-1'])
const layers = [layer('box', 'guest', 'deny'), layer('edge', 'router', 'allow'), layer('notes', undefined, 'unseen')]

describe('orderLayers', () => {
  it.each([
    ['from outside the router comes first', outside, inside, ['edge', 'box']],
    ['from a node to outside the node comes first', inside, outside, ['box', 'edge']],
    ['between nodes the router comes first', inside, inside, ['edge', 'box']],
  ])('%s', (_name, source, destination, want) => {
    const { onWay, away } = orderLayers(layers, { source, destination })
    expect(onWay.map((one) => one.target)).toEqual(want)
    expect(away.map((one) => one.target)).toEqual(['notes'])
  })
})

describe('reachOf', () => {
  it.each([
    [[], undefined],
    [[layer('a', 'router', 'allow')], undefined],
    [[layer('a', 'router', 'depends'), layer('b', 'guest', 'deny')], 1],
    [[layer('a', 'router', 'deny'), layer('b', 'guest', 'allow')], 0],
  ])('%#', (given, want) => {
    expect(reachOf(given)).toBe(want)
  })
})

describe('answerAsText', () => {
  it('puts one gate on a line', () => {
    const answer: Answer = {
      question: {
        text: '',
        service: 'tcp/6443',
        source: outside,
        destination: inside,
        packet: {
          source: outside.address,
          destination: inside.address,
          protocol: 'tcp',
          port: 6443,
          arrival: 'wire',
          phase: 'new',
        },
      },
      verdict: 'deny',
      unseen: false,
      disagree: true,
      layers: [{ ...layer('box', 'guest', 'deny'), statements: [{ file: 'a.yaml', line: 3, rule: null }] }],
      policy: { verdict: 'deny', rules: [], because: 'no rule.' },
    }
    expect(answerAsText(answer)).toBe(
      '203.0.113.9 -> 10.0.0.11 tcp/6443: deny\n  ☐ box: deny. because. (a.yaml:3)\n  ☐ design: deny. no rule.\n',
    )
  })
})

it.each([
  [['allow', 'deny'], true],
  [['deny', 'depends'], false],
  [['allow', 'unseen'], false],
  [['deny', 'deny'], false],
] as const)('layers that say %j are opposed: %s', (verdicts, want) => {
  expect(areOpposed(verdicts.map((verdict) => ({ verdict })))).toBe(want)
})
