import './styles.ts'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { shareNonce } from './nonce.ts'

shareNonce()
const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
