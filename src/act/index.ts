export { type Courier, openCourier } from './webhooks/courier.ts'
export { listAttempts } from './webhooks/waiting-question.ts'
export { addWebhook, readWebhooks, removeWebhook } from './webhooks/webhook.ts'
