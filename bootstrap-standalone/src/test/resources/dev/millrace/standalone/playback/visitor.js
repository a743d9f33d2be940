// What a person does on the page: tries a wrong key, then the right one, and watches. Tells the test each step, once.
const key = 'the-key-of-this-test-and-no-secret';
const seen = new Set();

function step(name, happened, then) {
  if (!seen.has(name) && happened()) {
    seen.add(name);
    fetch('/report', { method: 'POST', body: name });
    then();
  }
}

function enter(text) {
  $('key').value = text;
  $('door').requestSubmit();
}

const status = () => [...$('jobs').children].map(row => row.children[1].textContent).join();

setInterval(() => {
  step('asked for a key', () => !$('door').hidden && $('drop').hidden, () => enter('wrong-' + key));
  step('told that it is wrong', () => $('refused').textContent.startsWith('The key is none of this server'), () => enter(key));
  step('sees a job', () => $('state').textContent === 'live' && status() === 'queued' && !$('drop').hidden, () => {});
  step('sees it change', () => status() === 'canceled', () => {});
}, 20);
