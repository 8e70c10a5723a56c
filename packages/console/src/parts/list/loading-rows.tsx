import { Skeleton } from '@mantine/core'
import { FramedItem, FramedList } from './framed-list.tsx'

/** Stands where rows will, as high as they may become. */
export function LoadingRows({ count = 3 }: { count?: number }) {
  return (
    <div role="status" aria-label="Loading">
      <FramedList>
        {Array.from({ length: count }, (_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they are all the same, and none moves.
          <FramedItem key={at}>
            <Skeleton height={14} width="32%" my={6} />
            <Skeleton height={10} width="56%" my={6} />
          </FramedItem>
        ))}
      </FramedList>
    </div>
  )
}
