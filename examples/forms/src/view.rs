//! What is seen.

use crate::form::{Field, TOPICS};
use crate::{Forms, Msg};
use opui::{
    Element, Input, button, checkbox, dialog, input, option, root, row, scroll, select, slider,
    text, text_area,
};

/// Hosts of addresses that are suggested.
const HOSTS: [&str; 3] = ["example.org", "example.com", "example.net"];

pub fn view(app: &Forms) -> Element<Msg> {
    let form = &app.form;
    root((
        scroll((
            labelled("Name", field(app, Field::Name)),
            labelled(
                "E-mail",
                field(app, Field::Mail).suggestions(suggested(&form.mail)),
            ),
            labelled("Birthday", field(app, Field::Birthday).mask("00.00.0000;_")),
            labelled("Phone", field(app, Field::Phone).mask("+00 000 000099;_")),
            labelled("Topic", topics(form.topic)),
            labelled(
                "Letters a month",
                slider(form.letters)
                    .name("letters")
                    .minimum(0)
                    .maximum(12)
                    .step(1)
                    .on_slide(Msg::Letters),
            ),
            labelled(
                "Notes",
                text_area(&form.notes)
                    .name(Field::Notes.name())
                    .placeholder("What else we should know.")
                    .on_edit(Msg::Noted)
                    .on_blur(Msg::Left(Field::Notes)),
            ),
            text(app.fault(Field::Notes))
                .class("fault")
                .hidden(app.fault(Field::Notes).is_empty()),
            row((
                checkbox("I have read the terms", form.agreed)
                    .name("agreed")
                    .on_toggle(Msg::Agreed),
                button("Send")
                    .name("send")
                    .disabled(!form.agreed)
                    .on_press(Msg::Send),
            ))
            .class("end"),
        ))
        .class("form"),
        app.sent.then(|| thanks(app)),
    ))
    .title("forms")
    .stylesheet(include_str!("style.css"))
    .into()
}

/// What stands in front of a field, and the field.
fn labelled(label: &str, field: impl Into<Element<Msg>>) -> Element<Msg> {
    row((text(label).class("label"), field.into()))
        .key(label)
        .class("field")
        .into()
}

fn field(app: &Forms, field: Field) -> Input<Msg> {
    input(app.form.text(field))
        .name(field.name())
        .invalid(app.fault(field))
        .on_change(move |text| Msg::Typed(field, text))
        .on_blur(Msg::Left(field))
}

/// The addresses that a text may become, one a line.
fn suggested(mail: &str) -> String {
    let Some((name, _)) = mail.split_once('@') else {
        return String::new();
    };
    HOSTS.map(|host| format!("{name}@{host}")).join("\n")
}

fn topics(chosen: Option<usize>) -> Element<Msg> {
    select(chosen)
        .name("topic")
        .placeholder("Choose")
        .children(TOPICS.map(option))
        .on_select(Msg::Topic)
        .into()
}

fn thanks(app: &Forms) -> Element<Msg> {
    let topic = app.form.topic.map_or("no topic", |place| TOPICS[place]);
    dialog((
        text(format!("Thank you, {}.", app.form.name.trim())),
        text(format!(
            "{} letters a month on {topic} go to {}.",
            app.form.letters,
            app.form.mail.trim()
        )),
        button("Another one").name("again").on_press(Msg::Again),
    ))
    .name("thanks")
    .title("Sent")
    .on_close(Msg::Again)
    .into()
}
