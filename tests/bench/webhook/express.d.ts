// As much of Express as the comparison uses; its own types are a package that nothing else needs.
declare module 'express' {
  import type { IncomingMessage, Server, ServerResponse } from 'node:http'

  interface Request extends IncomingMessage {
    readonly body: unknown
  }
  interface Response extends ServerResponse {
    status(code: number): Response
  }
  type Handler = (request: Request, response: Response, next: (error?: unknown) => void) => void
  interface Application {
    use(handler: Handler): void
    post(path: string, ...handlers: readonly Handler[]): void
    listen(port: number, host: string, listening: () => void): Server
  }
  function express(): Application
  namespace express {
    function urlencoded(options: { readonly extended: boolean }): Handler
  }
  export = express
}
