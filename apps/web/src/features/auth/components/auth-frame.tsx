import { useEffect, type ReactNode } from 'react';
import { LanguageSwitch, ThemeSwitch } from '../../../components/layout';
import { useTranslate } from '../../../lib/i18n';
import styles from './auth-frame.module.css';

export function AuthFrame(props: {
  readonly title: string;
  readonly lead: string;
  readonly children: ReactNode;
}) {
  const t = useTranslate();
  const product = t('shell.product');
  useEffect(() => {
    document.title = `${props.title} · ${product}`;
  }, [props.title, product]);
  return (
    <div className={styles.frame}>
      <header className={styles.top}>
        <LanguageSwitch />
        <ThemeSwitch />
      </header>
      <main className={styles.card}>
        <img src="/favicon.svg" alt="" className={styles.logo} />
        <h1 className={styles.title}>{props.title}</h1>
        <p className={styles.lead}>{props.lead}</p>
        {props.children}
      </main>
      <footer className={styles.host}>{location.host}</footer>
    </div>
  );
}
