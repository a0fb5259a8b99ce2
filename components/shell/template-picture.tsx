import type { Design } from '@/lib/design/design'
import styles from './new-design-dialog.module.css'

const height = 64
const left = 10
const step = 14
const mostDrawn = 9

/** A design at a glance: a line for each network, a box for each machine, a pile for each pool. */
export function TemplatePicture({ design }: { design: Design }) {
  const { subnets } = design
  const gap = height / (subnets.length + 1)
  return (
    <svg className={styles.picture} viewBox={`0 0 160 ${height}`} aria-hidden="true">
      {subnets.map(({ name }, index) => {
        const y = gap * (index + 1)
        const machines = [
          ...design.nodes
            .filter((node) => node.subnet === name || node.nics.some((nic) => nic.subnet === name))
            .map((node) => ({ name: node.name, isPool: false, isControl: node.role === 'controlplane' })),
          ...design.pools
            .filter((pool) => pool.subnet === name)
            .map((pool) => ({ name: pool.name, isPool: true, isControl: pool.role === 'controlplane' })),
        ]
        return (
          <g key={name}>
            <path className={styles.wire} d={`M2 ${y}H158`} />
            {machines.slice(0, mostDrawn).map((machine, at) => {
              const x = left + at * step
              const box = `M${x} ${y - 4}h8v8h-8z`
              return (
                <g key={machine.name}>
                  {machine.isPool && <path className={styles.box} d={`M${x + 2} ${y - 6}h8v8h-8z`} />}
                  <path className={machine.isControl ? styles.control : styles.box} d={box} />
                </g>
              )
            })}
          </g>
        )
      })}
    </svg>
  )
}
