import { edit, useDesign } from '@/components/state/design-store'
import { Checkbox } from '@/components/ui/checkbox'
import { Select } from '@/components/ui/select'
import { managements, talosVersions } from '@/lib/design/choices'
import type { Design } from '@/lib/design/design'
import { changeTalos } from '@/lib/design/edits/cluster'
import { Fields } from '../panel'
import { Fold } from './fold'

const managementTitles: Readonly<Record<(typeof managements)[number], string>> = {
  talosctl: 'talosctl',
  talhelper: 'talhelper',
  omni: 'Omni',
  capi: 'Cluster API',
}

export function TalosSection() {
  const { talos } = useDesign()
  const set = (label: string, change: Partial<Design['talos']>) => edit(label, (now) => changeTalos(now, change))
  const minor = talosVersions.find((version) => talos.version === version)
  return (
    <Fold title="Talos" note={`${talos.version} · ${managementTitles[talos.management]}`} open>
      <Fields>
        <Select
          label="Version"
          field="talos/version"
          value={minor ?? talos.version}
          options={[...(minor === undefined ? [talos.version] : []), ...talosVersions].map((id) => ({ id, label: id }))}
          onChoose={(version) => set(`Use Talos ${version}`, { version })}
        />
        <Select
          label="Managed with"
          field="talos/management"
          value={talos.management}
          options={managements.map((id) => ({ id, label: managementTitles[id] }))}
          onChoose={(management) => set(`Manage with ${managementTitles[management]}`, { management })}
        />
        <Select
          label="Packets that match no rule"
          field="talos/defaultAction"
          value={talos.defaultAction}
          options={[
            { id: 'block', label: 'Blocked', detail: 'Only what a rule names gets in' },
            { id: 'accept', label: 'Accepted', detail: 'A rule then closes its port to everyone else' },
          ]}
          onChoose={(defaultAction) => set(`Make the default ${defaultAction}`, { defaultAction })}
        />
        <Checkbox
          field="talos/discovery"
          checked={talos.discovery}
          onChange={(discovery) => set(`Turn discovery ${discovery ? 'on' : 'off'}`, { discovery })}
        >
          Discovery service
        </Checkbox>
      </Fields>
    </Fold>
  )
}
