'use client'

import { useEffect, useState } from 'react'
import { useDesign } from '@/components/state/design-store'
import { findProducts } from '@/components/state/engine'
import type { Product } from '@/components/state/engine-task'
import { addProduct } from '@/components/state/products'
import { closeDialog } from '@/components/state/view'
import { Dialog } from '@/components/ui/dialog'
import { productMessages as say } from './messages'
import styles from './products-dialog.module.css'

/** Every product that the open design writes no files for yet. */
export function ProductsDialog() {
  const design = useDesign()
  const [products, setProducts] = useState<readonly Product[]>()
  useEffect(() => {
    let isGone = false
    void findProducts(design).then((found) => {
      if (!isGone) setProducts(found)
    })
    return () => {
      isGone = true
    }
  }, [design])
  return (
    <Dialog title={say.title} wide onClose={closeDialog}>
      <ul className={styles.list}>
        {products?.map((product) => (
          <li key={product.id}>
            <button
              type="button"
              className={styles.product}
              onClick={() => {
                closeDialog()
                addProduct(product)
              }}
            >
              <strong>{product.title}</strong>
              <span className={styles.summary}>{product.summary}</span>
            </button>
          </li>
        ))}
      </ul>
      <p className={styles.note}>{products?.length === 0 ? say.none : say.note}</p>
    </Dialog>
  )
}
