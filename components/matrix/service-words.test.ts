import { expect, it } from 'vitest'
import { wordService } from './service-words'

it.each([
  ['Talos API', 'tcp/50000', 'Talos API', '50000'],
  ['VXLAN overlay', 'udp/8472', 'VXLAN overlay', 'udp/8472'],
  // A title that is a protocol and its port already says both.
  ['tcp 9100', 'tcp/9100', 'tcp 9100', ''],
  ['udp 53', 'udp/53', 'udp 53', ''],
  ['tcp 9100', 'tcp/9101', 'tcp 9100', '9101'],
  ['', 'tcp/443', 'tcp/443', ''],
])('%j at %s', (title, service, name, port) => {
  expect(wordService({ title, service })).toEqual({ name, port })
})
