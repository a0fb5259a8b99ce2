/** Every sentence of the question bar. */
import type { LayerVerdict } from '@/lib/query/answer'
import { verdictWords } from '@/lib/query/verdict-words'

export const queryMessages = {
  label: 'Ask about a packet',
  placeholder: '203.0.113.9 -> cp-1 tcp/6443',
  verdict: (verdict: LayerVerdict): string => verdictWords[verdict],
  pending: 'asking',
  unclear: 'not understood',
  disagree: 'layers disagree',
  answer: 'Answer',
  problem: 'This question was not understood',
  openAnswer: (words: string): string => `Answer: ${words}. Show the steps of the packet`,
  kinds: {
    node: 'node',
    pool: 'pool',
    subnet: 'network',
    admin: 'admin',
    balancer: 'load balancer',
    announced: 'announced',
    zone: 'zone',
    listener: 'listener',
    service: 'service',
    example: 'example',
  },
} as const
