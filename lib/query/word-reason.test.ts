import { expect, test } from 'vitest'
import { wordReason } from './word-reason'

test.each([
  ['no rule lets 203.0.113.9 in on wan for tcp/6443', 'No rule lets 203.0.113.9 in on wan for tcp/6443.'],
  ['No ingress rule of control_plane admits it.', 'No ingress rule of control_plane admits it.'],
  ['pcl:prod-fra:deny/control blocks it', 'pcl:prod-fra:deny/control blocks it.'],
  ['wan blocks private networks', 'wan blocks private networks.'],
  ['ingress opens tcp/6443, but not to 203.0.113.9', 'ingress opens tcp/6443, but not to 203.0.113.9.'],
])('%j', (because, sentence) => {
  expect(wordReason(because)).toBe(sentence)
})
