'use client'

import { useEffect, useState } from 'react'
import { useDesign } from '@/components/state/design-store'
import { findProducts } from '@/components/state/engine'
import type { Product } from '@/components/state/engine-task'
import { addProduct } from '@/components/state/products'
import { closeDialog } from '@/components/state/view'
import { Card, CardList } from '@/components/ui/card'
import { Dialog } from '@/components/ui/dialog'
import { productMessages as say } from './messages'

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
      <CardList note={products?.length === 0 ? say.none : say.note}>
        {products?.map((product) => (
          <Card
            key={product.id}
            title={product.title}
            summary={product.summary}
            onChoose={() => {
              closeDialog()
              addProduct(product)
            }}
          />
        ))}
      </CardList>
    </Dialog>
  )
}
