"""The rules that files of the right shape must keep. One function per rule, all of them in `RULES`.

`ESSENTIAL` are those without which the bot could not serve the content. The others are about what is published next: a
revision that was published under milder rules stays served, and old buttons keep working on it.

To add a rule:

1. write one function `(draft: Draft) -> Iterator[Diagnostic]` in the module of its subject. Its docstring starts with
   the code and says why the rule exists; the code never changes its meaning afterwards;
2. put it in `RULES` below, or in `ESSENTIAL` when the bot could not serve content that breaks it;
3. add one example that breaks it, and nothing else: `tests/content/broken/<CODE>-<what>.txt`;
4. write one paragraph about it in `docs/schrijven/meldingen.md`: what it means, an example, how to mend it.

A rule gives each problem once, at the value that must change, and keeps silent about what follows from another problem.
G19 (an option id that changes its meaning) is not here: it needs the published history, so it belongs to `authoring`.
"""

from collections.abc import Callable, Iterable

from bot.content.draft import Draft
from bot.content.rules import (
    contacts,
    examples,
    file_rules,
    graph,
    language,
    lengths,
    markup,
    options,
    organisations,
    outcome,
    phrases,
    placeholders,
    privacy,
    promises,
    references,
    repeats,
    schema,
    sources,
    validity,
    wording,
)
from bot.diagnostics import Diagnostic

Rule = Callable[[Draft], Iterable[Diagnostic]]

ESSENTIAL: tuple[Rule, ...] = (
    file_rules.not_too_many_questions,
    file_rules.file_name_is_id,
    schema.ids_are_well_formed,
    schema.ids_are_used_once,
    schema.words_are_not_reserved,
    schema.one_generic_organisation,
    schema.lists_are_filled,
    schema.dates_exist,
    graph.start_exists,
    graph.targets_exist,
    graph.targets_are_of_the_right_kind,
    graph.questions_are_reachable,
    graph.outcomes_are_reachable,
    graph.no_loops,
    graph.every_path_ends_in_an_outcome,
    graph.paths_are_short,
    options.number_of_options,
    options.option_ids_are_unique,
    options.option_labels_are_unique,
    graph.number_of_paths,
    graph.follow_ups_lead_somewhere,
    outcome.outcomes_have_a_norm,
    outcome.routes_can_be_reached,
    references.norms_exist,
    references.themes_exist,
    references.help_points_exist,
    references.cards_exist,
    placeholders.values_exist,
)

RULES: tuple[Rule, ...] = (
    *ESSENTIAL,
    options.options_differ,
    options.doubt_is_possible,
    options.questions_matter,
    graph.outcomes_are_not_only_for_doubt,
    options.tree_and_norm_agree_on_roles,
    outcome.second_route_differs,
    references.links_go_both_ways,
    references.trees_of_trials_exist,
    examples.examples_come_out_right,
    examples.examples_use_their_answers,
    examples.examples_are_complete,
    examples.outcomes_have_an_example,
    examples.options_have_an_example,
    lengths.labels_fit_on_a_button,
    lengths.outcomes_fit_on_a_screen,
    schema.typed_words_reach_their_button,
    graph.follow_ups_are_for_who_gets_them,
    references.near_misses_belong_elsewhere,
    placeholders.values_are_written_as_values,
    options.everybody_has_a_choice,
    options.doubt_is_said,
    options.words_mean_one_thing,
    options.texts_per_role_have_readers,
    repeats.lists_say_things_once,
    repeats.examples_are_given_once,
    outcome.outcomes_have_steps,
    outcome.help_is_there_at_night,
    outcome.misconduct_has_a_way_out,
    organisations.advisers_are_independent,
    organisations.routes_say_when,
    organisations.hours_can_be_kept,
    organisations.names_belong_to_one,
    organisations.deviations_are_founded,
    organisations.the_law_stays_in_force,
    contacts.addresses_are_well_formed,
    contacts.nobody_is_named,
    sources.sources_can_be_found,
    sources.sources_are_recent,
    sources.statutes_are_known,
    sources.cited_articles_were_read,
    phrases.norms_have_questions,
    phrases.questions_belong_to_one,
    phrases.questions_are_read_whole,
    phrases.texts_mean_one_thing,
    phrases.norms_differ,
    placeholders.values_are_everywhere,
    placeholders.values_are_plain,
    placeholders.values_are_used,
    placeholders.values_stand_where_they_are_filled_in,
    validity.texts_are_reviewed,
    validity.nothing_leads_to_the_withdrawn,
    markup.texts_are_plain,
    language.sentences_are_short,
    language.words_are_plain,
    language.sentences_say_who_does_what,
    wording.questions_ask_one_thing,
    wording.questions_end_in_a_question_mark,
    wording.readers_are_addressed_in_one_way,
    wording.buttons_are_called_by_their_name,
    wording.meaning_is_in_words,
    language.paragraphs_are_short,
    privacy.nobody_can_be_recognised,
    language.words_are_spelt_right,
    promises.nothing_is_promised_that_cannot_be_held,
    promises.nobody_is_judged,
    wording.first_steps_say_when,
    wording.amounts_are_values,
)
