export { MailModule } from './mail.module.js';
export { Mailer, mailNotSet, type Mail, type MailAnswer } from './mailer.js';
