'use strict';
(() => {
	const $ = (id) => document.getElementById(id);
	const all = (selector, within = document) => [...within.querySelectorAll(selector)];
	const main = $('pages'), detail = $('detail'), list = $('messages');
	const rows = all('section.row', main), boxes = all('#shown input');
	const mirrored = document.documentElement.dir === 'rtl';
	const columns = boxes.map((box) => all('.sheet[data-c="' + box.value + '"] .r', main));
	const sheetOf = (node) => node.closest('.sheet');
	const columnOf = (node) => Number(sheetOf(node).dataset.c);
	const nameOf = (column) => all('.head[data-c="' + column + '"] bdi', main)[0];
	const isShown = (column) => boxes[column - 1].checked;
	const states = ['overset', 'outdated', 'draft', 'edited'];
	let chosen = null, zoom = 0;

	/* ---- size and columns ---- */

	function lay() {
		const wanted = boxes.filter((box) => box.checked).length, at = current();
		const room = (main.clientWidth - 32) / Math.max(1, Math.min(wanted, 3)) - 12;
		const width = zoom || Math.max(260, Math.floor(room));
		main.style.setProperty('--page', width + 'px');
		main.style.setProperty('--n', Math.max(1, wanted));
		let place = 0;
		for (const box of boxes) {
			place += box.checked;
			for (const node of all('[data-c="' + box.value + '"]')) {
				node.classList.toggle('away', !box.checked);
				if (node.matches('.sheet, .head'))
					node.style.gridColumn = place || 1;
			}
		}
		turn(at, false);
	}

	function resize(factor) {
		const width = parseFloat(getComputedStyle(main).getPropertyValue('--page'));
		zoom = Math.min(1600, Math.max(160, Math.round(width * factor)));
		lay();
	}

	/* ---- pages: one scroller, so all columns move together ---- */

	function current() {
		const top = main.getBoundingClientRect().top + all('.heads', main)[0].offsetHeight;
		let best = 0;
		rows.forEach((row, i) => {
			if (row.getBoundingClientRect().top <= top + main.clientHeight / 3)
				best = i;
		});
		return best;
	}

	function tell() {
		const row = rows[current()];
		$('where').textContent = row ? 'Page ' + row.dataset.page + ' of ' + rows[rows.length - 1].dataset.page : 'No pages';
	}

	function turn(to) {
		const row = rows[Math.min(rows.length - 1, Math.max(0, to))];
		if (row)
			main.scrollTop += row.getBoundingClientRect().top - main.getBoundingClientRect().top - all('.heads', main)[0].offsetHeight - 6;
		tell();
	}

	/* ---- paragraphs ---- */

	function make(name, content, properties) {
		const node = document.createElement(name);
		Object.assign(node, properties);
		node.append(...[].concat(content));
		return node;
	}

	function stateOf(node) {
		return states.filter((state) => node.classList.contains(state));
	}

	const tags = (node) => stateOf(node).map((state) => make('span', state, { className: 'tag ' + state }));

	function copier(text) {
		const button = make('button', 'Copy', { type: 'button', title: 'Copy the place' });
		button.addEventListener('click', () => {
			navigator.clipboard.writeText(text).then(() => { button.textContent = 'Copied'; }, () => { button.textContent = text; });
		});
		return button;
	}

	function card(kind, name, place, text, language, direction, extra) {
		const words = make('p', text || '(no text of its own)');
		words.lang = language;
		words.dir = direction;
		const title = make('h3', [name, ...extra, make('code', place), copier(place)]);
		return make('div', [title, words], { className: kind });
	}

	function sameElsewhere(node) {
		const unit = node.dataset.u;
		return unit ? all('.r[data-u="' + CSS.escape(unit) + '"]', main).filter((other) => columnOf(other) !== columnOf(node)) : [];
	}

	function others(node) {
		const seen = new Set(), items = [];
		for (const other of sameElsewhere(node)) {
			const column = columnOf(other);
			if (seen.has(column) || !isShown(column))
				continue;
			seen.add(column);
			const button = make('button', [sheetOf(other).lang, ...tags(other)], { type: 'button', title: other.dataset.at });
			button.addEventListener('click', () => move(other));
			items.push(make('li', button));
		}
		return make('div', [make('h3', items.length ? 'The same in' : 'Nowhere else'), make('ul', items)], { className: 'others' });
	}

	function sourceCard(node) {
		const store = $('source'), unit = node.dataset.u;
		const from = unit && all('p[data-s="' + CSS.escape(unit) + '"]', store)[0];
		if (!from)
			return make('div', [make('h3', 'Source'), make('p', 'This text has no counterpart in the source.')], { className: 'origin' });
		const set = all('.sheet.source .r[data-u="' + CSS.escape(unit) + '"]', main)[0];
		const text = set ? set.getAttribute('aria-label') : from.textContent;
		return card('origin', 'Source · ' + store.lang, from.dataset.at, text, store.lang, 'auto', []);
	}

	function choose(node) {
		all('.chosen, .same', main).forEach((old) => old.classList.remove('chosen', 'same'));
		chosen = node;
		if (!node)
			return;
		const sheet = sheetOf(node), column = columnOf(node);
		for (const part of columns[column - 1])
			if (part === node || (node.dataset.b !== 'p' && part.dataset.b === node.dataset.b))
				part.classList.add('chosen');
		sameElsewhere(node).forEach((other) => other.classList.add('same'));
		all('.r[tabindex="0"]', main).forEach((old) => old.setAttribute('tabindex', '-1'));
		node.setAttribute('tabindex', '0');
		const own = card('own', nameOf(column).textContent, node.dataset.at, node.getAttribute('aria-label'), sheet.lang, sheet.dir, tags(node));
		detail.replaceChildren(...(sheet.classList.contains('source') ? [own] : [sourceCard(node), own]), others(node));
		detail.scrollTop = 0;
	}

	function reveal(node) {
		const view = main.getBoundingClientRect(), box = node.getBoundingClientRect(), head = all('.heads', main)[0].offsetHeight;
		if (box.top < view.top + head || box.bottom > view.bottom)
			main.scrollTop += box.top - view.top - head - Math.max(8, (view.height - head - box.height) / 3);
		if (box.left < view.left || box.right > view.right)
			main.scrollLeft += box.left - view.left - (view.width - box.width) / 2;
	}

	function move(node) {
		if (!node)
			return;
		node.focus({ preventScroll: true });
		choose(node);
		reveal(node);
	}

	function beside(node, step) {
		for (let column = columnOf(node) + step; column >= 1 && column <= columns.length; column += step) {
			if (!isShown(column))
				continue;
			const same = sameElsewhere(node).find((other) => columnOf(other) === column);
			if (same)
				return same;
			const row = node.closest('.row'), top = node.getBoundingClientRect().top;
			const near = columns[column - 1].filter((other) => other.closest('.row') === row);
			const distance = (other) => Math.abs(other.getBoundingClientRect().top - top);
			return near.reduce((best, other) => (!best || distance(other) < distance(best) ? other : best), null);
		}
		return null;
	}

	/* ---- messages ---- */

	const isListed = (button) => button.offsetParent !== null;

	function showMessage(id) {
		const button = all('button[data-m="' + CSS.escape(id) + '"]', list)[0], mark = all('.m[data-m="' + CSS.escape(id) + '"]', main)[0];
		all('[aria-current]', list).forEach((old) => old.removeAttribute('aria-current'));
		all('.m.current', main).forEach((old) => old.classList.remove('current'));
		if (button) {
			button.setAttribute('aria-current', 'true');
			button.scrollIntoView({ block: 'nearest' });
		}
		if (!mark)
			return;
		mark.classList.add('current');
		reveal(mark);
		const bar = all('.bar', mark)[0].getBoundingClientRect(), x = bar.left + bar.width / 2, y = bar.top;
		const under = all('.r', sheetOf(mark)).find((node) => {
			const box = node.getBoundingClientRect();
			return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
		});
		if (under)
			choose(under);
	}

	function nextMessage(step) {
		const buttons = all('button[data-m]', list).filter(isListed);
		const at = buttons.findIndex((button) => button.hasAttribute('aria-current'));
		const next = buttons[at < 0 ? (step > 0 ? 0 : buttons.length - 1) : (at + step + buttons.length) % buttons.length];
		if (next)
			showMessage(next.dataset.m);
	}

	function filter() {
		for (const box of all('#kinds input'))
			for (const node of [list, main])
				node.classList.toggle('no-' + box.value, !box.checked);
	}

	/* ---- keys ---- */

	function key(event) {
		if (event.ctrlKey || event.altKey || event.metaKey)
			return;
		const on = event.target.closest && event.target.closest('.r'), typing = event.target.matches && event.target.matches('input');
		const step = mirrored ? -1 : 1, within = on && columns[columnOf(on) - 1];
		const actions = {
			PageDown: () => turn(current() + 1),
			PageUp: () => turn(current() - 1),
			Home: () => turn(0),
			End: () => turn(rows.length - 1),
			n: () => nextMessage(1),
			p: () => nextMessage(-1),
			'+': () => resize(1.25),
			'-': () => resize(0.8),
			Escape: () => {
				if (detail.contains(event.target) && chosen)
					chosen.focus({ preventScroll: true });
				else {
					choose(null);
					main.focus({ preventScroll: true });
				}
			},
		};
		if (on)
			Object.assign(actions, {
				ArrowDown: () => move(within[within.indexOf(on) + 1]),
				ArrowUp: () => move(within[within.indexOf(on) - 1]),
				ArrowRight: () => move(beside(on, step)),
				ArrowLeft: () => move(beside(on, -step)),
				Enter: () => { choose(on); all('button', detail)[0].focus(); },
				' ': () => choose(on),
			});
		const action = !typing && actions[event.key];
		if (!action)
			return;
		event.preventDefault();
		action();
	}

	main.addEventListener('click', (event) => {
		const mark = event.target.closest('.m'), node = event.target.closest('.r');
		if (mark)
			showMessage(mark.dataset.m);
		else if (node) {
			node.focus({ preventScroll: true });
			choose(node);
		}
	});
	main.addEventListener('focusin', (event) => {
		const node = event.target.closest('.r');
		if (node && node !== chosen)
			choose(node);
	});
	list.addEventListener('click', (event) => {
		const button = event.target.closest('button[data-m]');
		if (button)
			showMessage(button.dataset.m);
	});
	$('kinds').addEventListener('change', filter);
	$('shown').addEventListener('change', lay);
	$('back').addEventListener('click', () => turn(current() - 1));
	$('on').addEventListener('click', () => turn(current() + 1));
	$('smaller').addEventListener('click', () => resize(0.8));
	$('larger').addEventListener('click', () => resize(1.25));
	$('fit').addEventListener('click', () => { zoom = 0; lay(); });
	main.addEventListener('scroll', tell, { passive: true });
	document.addEventListener('keydown', key);
	window.addEventListener('resize', lay);
	filter();
	lay();
	const first = columns.find((nodes) => nodes.length);
	if (first)
		first[0].setAttribute('tabindex', '0');
})();
