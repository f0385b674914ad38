/**
 * A mistake the person at the keyboard can mend: the message is one sentence saying what happened and what to do.
 * The CLI exits with 2, HTTP answers `status` with problem+json. Everything else that is thrown is a fault of ours.
 */
export class UserError extends Error {
  readonly status: 400 | 404 | 409 | 413 | 422 | 507

  constructor(message: string, options: { status?: UserError['status']; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'UserError'
    this.status = options.status ?? 400
  }
}
