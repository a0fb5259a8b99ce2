import { expect, test } from 'vitest'
import type { DesignInput } from '@/lib/design/design'
import { buildSite } from '@/lib/site/build-site'
import { smallDesign } from '@/lib/testing/talos-files'
import { applying } from './applying'

type Management = NonNullable<NonNullable<DesignInput['talos']>['management']>

const paths = ['talos/controlplane.patch.yaml', 'talos/remove.controlplane.patch.yaml']

test.each<[Management, string[]]>([
  [
    'talosctl',
    [
      'talosctl -n 10.0.0.1 patch mc --patch @new/talos/controlplane.patch.yaml --mode=try --timeout=2m',
      'talosctl -n 10.0.0.1 version',
      'talosctl -n 10.0.0.1 patch mc --patch @new/talos/controlplane.patch.yaml',
      'talosctl -n 10.0.0.1 patch mc --patch @new/talos/remove.controlplane.patch.yaml',
    ],
  ],
  [
    'talhelper',
    [
      '# merge new/talos/talconfig.yaml into your talconfig.yaml, with new/talos/ beside it as talos/, then',
      'talhelper genconfig',
      "talosctl -n 10.0.0.1 apply-config -f 'clusterconfig/<file of the machine>.yaml' --mode=try --timeout=2m",
      'talosctl -n 10.0.0.1 version',
      "talosctl -n 10.0.0.1 apply-config -f 'clusterconfig/<file of the machine>.yaml'",
    ],
  ],
  [
    'omni',
    [
      '# merge new/talos/omni-cluster-template.yaml into your cluster template, then',
      'omnictl cluster template sync --file cluster-template.yaml',
    ],
  ],
  [
    'capi',
    [
      '# new/talos/cluster-api.yaml holds the same for machines made later: merge it into your manifests first',
      'talosctl -n 10.0.0.1 patch mc --patch @new/talos/controlplane.patch.yaml --mode=try --timeout=2m',
      'talosctl -n 10.0.0.1 version',
      'talosctl -n 10.0.0.1 patch mc --patch @new/talos/controlplane.patch.yaml',
      'talosctl -n 10.0.0.1 patch mc --patch @new/talos/remove.controlplane.patch.yaml',
    ],
  ],
])('%s: a step of a change in the commands of the way machines are managed', (management, want) => {
  const site = buildSite(smallDesign({ talos: { management } }))
  expect(applying(paths, site.members.slice(0, 1), site, 'new')).toEqual(want)
})
