// The portal's pages: row clicks, calendar, export dialog, tabs, late thumbnails, fragments.
const months = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
];
const historyDelayMilliseconds = 350;

function openRecord(row) {
  location.href = `/interventions/${row.dataset.identifiant}`;
}

for (const row of document.querySelectorAll('tr.intervention')) {
  row.addEventListener('click', () => openRecord(row));
  row.addEventListener('keydown', (event) => event.key === 'Enter' && openRecord(row));
}

const closeCalendars = () => {
  for (const open of document.querySelectorAll('.calendrier')) open.remove();
};

const makeButton = (text, label, action) => {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = text;
  button.setAttribute('aria-label', label);
  button.addEventListener('click', (event) => {
    event.preventDefault();
    event.stopPropagation();
    action();
  });
  return button;
};

const two = (number) => String(number).padStart(2, '0');

function drawCalendar(field, year, month) {
  closeCalendars();
  const box = document.createElement('div');
  box.className = 'calendrier';
  const turn = (step) => {
    const next = new Date(year, month + step, 1);
    drawCalendar(field, next.getFullYear(), next.getMonth());
  };
  const title = document.createElement('div');
  title.className = 'calendrier-titre';
  const close = makeButton('×', 'Fermer', closeCalendars);
  close.className = 'calendrier-fermer';
  const name = document.createElement('strong');
  name.textContent = `${months[month]} ${year}`;
  title.append(
    makeButton('‹', 'Mois précédent', () => turn(-1)),
    name,
    makeButton('›', 'Mois suivant', () => turn(1)),
    close,
  );
  const days = document.createElement('div');
  days.className = 'calendrier-jours';
  for (const letter of 'LMMJVSD') days.append(Object.assign(document.createElement('span'), { textContent: letter }));
  const before = (new Date(year, month, 1).getDay() + 6) % 7;
  for (let blank = 0; blank < before; blank += 1) days.append(document.createElement('span'));
  for (let day = 1; day <= new Date(year, month + 1, 0).getDate(); day += 1) {
    const text = `${two(day)}/${two(month + 1)}/${year}`;
    const button = makeButton(String(day), text, () => {
      field.value = text;
      field.dispatchEvent(new Event('change', { bubbles: true }));
      closeCalendars();
    });
    if (field.value === text) button.className = 'choisi';
    days.append(button);
  }
  box.append(title, days);
  field.closest('label').append(box);
}

for (const field of document.querySelectorAll('[data-calendrier]')) {
  field.addEventListener('focus', () => {
    const [, month, year] = /^\d\d\/(\d\d)\/(\d{4})$/.exec(field.value) ?? [];
    const today = new Date();
    drawCalendar(field, year ? Number(year) : today.getFullYear(), month ? Number(month) - 1 : today.getMonth());
  });
}
document.addEventListener('keydown', (event) => event.key === 'Escape' && closeCalendars());
document.addEventListener('mousedown', (event) => event.target.closest('.champ-date') === null && closeCalendars());

const dialog = document.querySelector('#export');
document.querySelector('#ouvrir-export')?.addEventListener('click', () => dialog.showModal());
document.querySelector('#annuler-export')?.addEventListener('click', () => dialog.close());
dialog?.querySelector('form').addEventListener('submit', () => setTimeout(() => dialog.close()));

const thumbnails = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    target.src = target.dataset.src;
    thumbnails.unobserve(target);
  }
});
const watchThumbnails = () => {
  for (const image of document.querySelectorAll('img[data-src]')) thumbnails.observe(image);
};
watchThumbnails();

for (const tab of document.querySelectorAll('[data-onglet]')) {
  tab.addEventListener('click', () => {
    for (const other of document.querySelectorAll('[data-onglet]')) {
      other.setAttribute('aria-selected', String(other === tab));
      document.getElementById(other.dataset.onglet).hidden = other !== tab;
    }
  });
}

async function fetchFragment(target, address) {
  try {
    target.innerHTML = await (await fetch(address)).text();
  } catch {
    target.textContent = 'Chargement impossible. Rechargez la page.';
  }
}

document.querySelector('#galerie')?.addEventListener('click', async (event) => {
  const link = event.target.closest('#afficher-tout');
  if (link === null) return;
  event.preventDefault();
  await fetchFragment(document.querySelector('#galerie'), link.dataset.fragment);
  watchThumbnails();
});

for (const pane of document.querySelectorAll('#historique[data-fragment], #documents[data-fragment]')) {
  setTimeout(() => fetchFragment(pane, pane.dataset.fragment), historyDelayMilliseconds);
}
