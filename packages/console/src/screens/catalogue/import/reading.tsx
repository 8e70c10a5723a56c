import { Button, Loader } from '@mantine/core'
import { useEffect, useState } from 'react'
import { bytesOf, type Source, sizeWords } from './draft.ts'
import classes from './import.module.css'

const SECOND = 1000

/** What is going on while a description is sent and read, and the way to call it off. */
export function Reading({ source, onCancel }: { source: Source | undefined; onCancel: () => void }) {
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), SECOND)
    return () => clearInterval(timer)
  }, [])
  return (
    <div className={classes.reading}>
      <Loader size="sm" aria-hidden />
      <span role="status">
        Sending and reading {source ? sizeWords(bytesOf(source)) : 'it'}, then holding it against every live
        token
      </span>
      {seconds > 0 && <span aria-hidden>{seconds} s</span>}
      <Button variant="default" size="xs" onClick={onCancel}>
        Cancel
      </Button>
    </div>
  )
}
