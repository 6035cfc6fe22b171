import '../old-phones.ts';
import './report.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { watchExits } from './quick-exit.ts';

watchExits();

const target = document.getElementById('app');
if (target !== null) {
  const firstPage = document.querySelectorAll<HTMLElement>('[data-first]');
  // the same two buttons, which could do nothing until now
  target.textContent = '';
  mount(App, {
    target,
    props: {
      form: target.dataset['form'] === 'm' ? 'm' : 'f',
      onfirstpage(shown) {
        firstPage.forEach((part) => (part.hidden = !shown));
        scrollTo(0, 0);
      },
    },
  });
}
