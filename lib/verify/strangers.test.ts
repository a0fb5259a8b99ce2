/**
 * Whatever stands in a file and is not interpreted, wherever it stands: the file is never called equal. What may stand
 * there nevertheless is listed, with the reason.
 */
import { describe, expect, test } from 'vitest'
import { targets } from '../targets/all'
import { type FileSet, isFilter } from '../targets/target'
import { plantStrangers } from '../testing/plant-strangers'
import { proveSubject, readExample, subjectOf } from '../testing/subject'

/** By target: places where a word changes no packet, as the product itself says. */
const harmless: Readonly<Record<string, readonly (readonly [place: RegExp, because: string])[]>> = {
  nftables: [[/^meta l0proto \w+ limit .* limit /, 'ICMP is limited as it is: a second limit is one more of the same']],
  // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/resource-tagging
  'terraform-aws': [[/tags = merge\(var\.tags, \{ key$/, 'tags are free']],
  opnsense: [
    [/^description$/, 'free text'],
    // https://github.com/opnsense/core/blob/master/src/opnsense/mvc/app/library/OPNsense/Firewall/FilterRule.php
    [/^(?:gateway|replyto)$/, 'by which gateway packets and answers go on, once they were let in'],
    [/^tcpflags1$/, 'counts only beside the flags out of which they are set, tcpflags2'],
  ],
  'switch-acl': [[/ fragments$/, 'every fragment but the first: they have no ports, and stand outside the comparison']],
}

describe.each(targets.filter(isFilter))('$id', (filter) => {
  const subject = subjectOf(filter, readExample('seed-001-talos-docs', { targets: {} }))
  // The rest is for people, and for programs of the box itself.
  const written = subject.files.filter(({ path }) => !/\.(md|py|pl|php|yml)$/.test(path))

  test.each(written.map((file) => [file.path, file] as const))('%s', { timeout: 600_000 }, (_, file) => {
    expect(proveSubject(subject).verdict).toBe('equal')
    const planted = plantStrangers(file)
    expect(planted.length).toBeGreaterThan(3)
    for (const { place, text } of planted) {
      const files: FileSet = subject.files.map((one) => (one === file ? { path: file.path, text } : one))
      const proof = proveSubject(subject, files)
      if (harmless[filter.id]?.some(([known]) => known.test(place)) === true) continue
      expect([place, proof.verdict]).not.toEqual([place, 'equal'])
      expect([place, proof.witnesses.length + proof.problems.length > 0]).toEqual([place, true])
    }
  })
})
