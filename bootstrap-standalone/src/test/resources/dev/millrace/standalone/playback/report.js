// Tells the test what the film does, a line at a time and in order.
const query = new URL(location).searchParams;
const address = query.get('film');
const film = document.getElementById('film');
let told = Promise.resolve();
const report = line => { told = told.then(() => fetch('/report', { method: 'POST', body: line })); };
const state = () => `at=${film.currentTime.toFixed(3)} of=${film.duration.toFixed(3)}`
  + ` frames=${film.getVideoPlaybackQuality().totalVideoFrames} sound=${film.webkitAudioDecodedByteCount}`;

addEventListener('error', event => report(`fatal page ${event.message}`));
film.addEventListener('error', () => report(`fatal film ${film.error.message}`));
film.addEventListener('playing', () => { film.playbackRate = Number(query.get('speed')); });
film.addEventListener('timeupdate', () => film.currentTime > 0 && report(`time ${state()}`));
film.addEventListener('ended', () => report(`ended ${state()}`));
