"""A vault as it grows over years: one note in ten lists initiatives, the others are what a team writes beside them.

Reading lists, minutes, pages on one subject, methods, glossaries: about 2,500 characters each, with links, wikilinks,
tags and tables. None of it names an initiative, so that a reader that looks for some has to look everywhere.
"""

from __future__ import annotations

import random
from collections.abc import Callable

_SUBJECTS = (
    "l'inventaire", "la photogrammétrie", "le récolement", "les visites à distance", "l'accessibilité des sites", "la médiation en ligne",
    "les droits d'auteur", "les formats d'images", "les jeux de données", "la billetterie", "les réseaux sociaux", "le catalogage",
    "la conservation des fichiers", "les bornes de salle", "l'audioguide", "la mesure des publics", "les métadonnées", "le stockage",
)  # fmt: skip
_SENTENCES = (
    "On a longtemps cru que {s} demandait un service informatique ; une personne formée et deux jours par mois suffisent souvent.",
    "La question revient à chaque rencontre : par où commencer quand personne n'a le temps de s'occuper de {s} ?",
    "Dans une petite équipe, {s} passe après l'accueil, les scolaires et la toiture qui fuit.",
    "Les réserves sont froides en hiver, et le scanner ne marche plus en dessous de dix degrés.",
    "Avant de choisir un outil, il faut savoir qui l'ouvrira encore dans cinq ans.",
    "Un tableau bien tenu vaut mieux qu'une base que l'on n'ose plus toucher.",
    "Ce que l'on ne décrit pas aujourd'hui, personne ne le retrouvera en 2040.",
    "Les bénévoles connaissent les objets ; l'écran, lui, ne connaît que les champs obligatoires.",
    "Il vaut la peine de relire la charte avant d'acheter quoi que ce soit, disait une collègue en 2019.",
    "Trois heures d'essai en disent plus que la plaquette du vendeur.",
    "Le plus long, c'est de se mettre d'accord sur les mots : un cadre, une monture, un encadrement ?",
    "Nous avons repris cette fiche en mars 2021 après les retours de l'atelier, et une autre fois en 2023.",
    "À discuter avec la direction : le budget, le calendrier, et ce que l'on arrête pour faire de la place à {s}.",
    "Quand le prestataire a fermé, les images sont restées sur un disque que personne n'a su lire.",
    "Rien n'oblige à tout montrer ; la moitié des fiches peut attendre que quelqu'un les demande.",
    "Le public ne cherche pas par numéro d'inventaire, il cherche « vieille photo du marché ».",
)  # fmt: skip
_TITLES = (
    "Comment nous avons repris {s} sans budget", "Pourquoi {s} échoue si souvent", "Ce que les chiffres disent de {s}", "{s}, mode d'emploi pour pressés",
    "Dix ans de {s} : un bilan", "Faut-il encore parler de {s} ?", "Entretien sur {s} avec une conservatrice", "Une brève histoire de {s}",
)  # fmt: skip
_PEOPLE = ("Anne M.", "Karim", "Lucie B.", "Théo", "Mme Rochat", "Paul-Henri", "Inès D.", "Jules")
_TAGS = ("méthode", "réunion", "lecture", "formation", "idée", "à-trier")


class _Writer:
    """Makes up the notes of a vault, the same each time."""

    def __init__(self, index: int) -> None:
        self.index = index
        self.chance = random.Random(index)

    def subject(self) -> str:
        return self.chance.choice(_SUBJECTS)

    def head(self, title: str) -> str:
        return f"---\ntitle: Carnet\nlayout: note.njk\ntags: {' '.join(self.chance.sample(_TAGS, 2))}\n---\n\n# {title}\n\n"

    def paragraph(self, count: int = 5) -> str:
        said = [s.format(s=self.subject()) for s in self.chance.sample(_SENTENCES, count)]
        links = [
            f"[ce billet](https://blog{self.chance.randrange(900)}.example/{self.index})",
            f"[[Fiche {self.chance.randrange(4000)}]]",
        ]
        return " ".join(said) + f" Voir aussi {self.chance.choice(links)}.\n\n"

    def page(self) -> str:
        parts = [self.head(f"Fiche {self.index}"), self.paragraph(6)]
        for part in ("Le constat", "Ce qui aide", "Ce qui reste à faire"):
            parts += [
                f"## {part}\n\n",
                self.paragraph(),
                "".join(f"- {s.format(s=self.subject())}\n" for s in self.chance.sample(_SENTENCES, 4)),
                "\n",
            ]
        return "".join(parts)

    def reading_list(self) -> str:
        items = [
            f"- [{self.chance.choice(_TITLES).format(s=self.subject()).capitalize()}](https://revue{self.chance.randrange(900)}.example/{self.index}/{i}), {self.chance.choice(_PEOPLE)}, {self.chance.randrange(2009, 2025)} – {self.chance.choice(_SENTENCES).format(s=self.subject())}\n"
            for i in range(12)
        ]
        return self.head(f"Lectures {self.index}") + self.paragraph(2) + "## Articles\n\n" + "".join(items)

    def minutes(self) -> str:
        day = f"{self.chance.randrange(1, 28):02}.{self.chance.randrange(1, 12):02}.{self.chance.randrange(2015, 2025)}"
        points = [
            f"- {s.format(s=self.subject())}\n  - {self.chance.choice(_PEOPLE)} : {self.chance.choice(_SENTENCES).format(s=self.subject())}\n"
            for s in self.chance.sample(_SENTENCES, 6)
        ]
        tasks = [
            f"- [{'x' if i % 2 else ' '}] {self.chance.choice(_PEOPLE)} : relancer au sujet de {self.subject()}\n"
            for i in range(6)
        ]
        return (
            self.head(f"Séance du {day}")
            + f"Présents : {', '.join(self.chance.sample(_PEOPLE, 4))}\n\n## Points\n\n"
            + "".join(points)
            + "\n## À faire\n\n"
            + "".join(tasks)
            + "\n"
            + self.paragraph(3)
        )

    def glossary(self) -> str:
        words = [
            f"**{self.subject().capitalize()}** : {self.chance.choice(_SENTENCES).format(s=self.subject())}\n\n"
            for _ in range(14)
        ]
        return self.head(f"Glossaire {self.index}") + self.paragraph(2) + "".join(words)

    def table(self) -> str:
        rows = [
            f"| {self.subject()} | {self.chance.randrange(1, 40)} h | {self.chance.choice(_SENTENCES).format(s=self.subject())} |\n"
            for _ in range(14)
        ]
        return (
            self.head(f"Heures {self.index}")
            + self.paragraph(3)
            + "| Tâche | Temps | Remarque |\n|---|---|---|\n"
            + "".join(rows)
        )


def other_note(index: int) -> str:
    """The text of a note that names no initiative; the same for the same index."""
    writer = _Writer(index)
    kinds: tuple[Callable[[], str], ...] = (
        writer.page,
        writer.reading_list,
        writer.page,
        writer.minutes,
        writer.glossary,
        writer.page,
        writer.table,
    )
    return kinds[index % len(kinds)]()
