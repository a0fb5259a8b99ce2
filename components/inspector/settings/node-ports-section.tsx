import { edit, useDesign } from '@/components/state/design-store'
import { Checkbox } from '@/components/ui/checkbox'
import { TextField } from '@/components/ui/text-field'
import { portProtocols } from '@/lib/design/choices'
import type { Design } from '@/lib/design/design'
import { changeNodePorts } from '@/lib/design/edits/services'
import { parsePortRange } from '@/lib/net/port-range'
import { Fields } from '../panel'
import { Problems } from '../problems'
import { Fold } from './fold'
import { MembersField, PrincipalsField } from './principals-field'

/** Services of type NodePort. */
export function NodePortsSection() {
  const { nodePorts } = useDesign()
  const set = (label: string, change: Partial<Design['nodePorts']>) =>
    edit(label, (now) => changeNodePorts(now, change))
  return (
    <Fold title="NodePorts" note={nodePorts.enabled ? nodePorts.range : 'closed'}>
      <Fields>
        <Checkbox
          field="nodePorts"
          checked={nodePorts.enabled}
          onChange={(enabled) => set(enabled ? 'Open NodePorts' : 'Close NodePorts', { enabled })}
        >
          NodePorts may be reached
        </Checkbox>
        <Problems path="nodePorts" />
        {nodePorts.enabled && (
          <>
            <TextField
              label="Range"
              field="nodePorts/range"
              mono
              value={nodePorts.range}
              validate={(text) =>
                parsePortRange(text) === undefined
                  ? { message: `${text} is not a port or range: write one like 30000-32767` }
                  : undefined
              }
              onCommit={(range) => set('Change the range of NodePorts', { range })}
            />
            <fieldset>
              <legend className="visually-hidden">Protocols</legend>
              {portProtocols.map((protocol) => (
                <Checkbox
                  key={protocol}
                  checked={nodePorts.protocols.includes(protocol)}
                  onChange={(on) => {
                    const protocols = portProtocols.filter((one) =>
                      one === protocol ? on : nodePorts.protocols.includes(one),
                    )
                    // The last one stays: without any, nothing would be open.
                    if (protocols.length > 0) set('Change the protocols of NodePorts', { protocols })
                  }}
                >
                  {protocol}
                </Checkbox>
              ))}
            </fieldset>
            <PrincipalsField
              label="Who may connect"
              field="nodePorts/from"
              tokens={nodePorts.from}
              onChange={(from) => set('Change who reaches NodePorts', { from })}
            />
            <MembersField
              label="On which machines"
              field="nodePorts/on"
              tokens={nodePorts.on}
              onChange={(on) => set('Change where NodePorts are', { on })}
            />
          </>
        )}
      </Fields>
    </Fold>
  )
}
